// The parts that every page is made of, under one name.
export {confirmByName, dialog} from './ui/dialog.js';
export {toast} from './ui/toast.js';
export * as states from './ui/states.js';
export {dot, pill} from './ui/pill.js';
export {chips, tabs} from './ui/choices.js';
export {sidePanel} from './ui/side_panel.js';
export {virtualList} from './ui/virtual_list.js';
export {menu} from './ui/menu.js';
export {busy, button, field, problemOf} from './ui/form.js';
