// Before anything is drawn, so that no theme flashes.
(function () {
  var choice = null;
  try { choice = localStorage.getItem('kt-theme'); } catch { /* private mode: the system's theme */ }
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
})();
