// Keys go to the app as soon as it is there, without a click before.
new MutationObserver((_, observer) => {
  const typed = document.querySelector(".xterm-helper-textarea");
  if (typed && document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    typed.focus();
  }
}).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });
