// Before anything is drawn: light or dark, as chosen or as the system has it. Not a module, so that nothing flashes.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('rollcall-theme');
    document.documentElement.dataset.theme = chosen ?? (system.matches ? 'dark' : 'light');
  };
  system.addEventListener('change', apply);
  addEventListener('rollcall-theme', apply);
  apply();
})();
