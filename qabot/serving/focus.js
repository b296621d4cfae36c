// Typing works at once: the terminal has the focus without a click.
window.addEventListener("load", () => {
  const terminal = document.querySelector(".xterm-helper-textarea");
  if (terminal) terminal.focus();
});
