// Keys go to the app as soon as it is there, without a click before.
new MutationObserver((_, observer) => {
  const typed = document.querySelector(".xterm-helper-textarea");
  if (typed && document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    typed.focus();
  }
}).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });

// What is opened from here is a page or mail, and knows nothing of this page: it cannot lead it elsewhere.
const open = window.open.bind(window);
window.open = (address, target) => {
  if (!address) return open();
  return /^(https?|mailto):/i.test(address) ? open(address, target, "noopener,noreferrer") : null;
};
