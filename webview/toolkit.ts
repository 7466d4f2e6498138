// The only module that knows the component library (it is archived upstream): to replace it, rewrite this file.
import {
  Button,
  Checkbox,
  Dropdown,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

/** Defines the custom elements; call once, before any of them is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

/** A button that can be shown, hidden and disabled. */
export interface ButtonControl {
  readonly root: HTMLElement;
  update(state: { readonly visible: boolean; readonly enabled: boolean; readonly label?: string }): void;
  /** Takes the keyboard's focus, once a change of `update` has reached the page. */
  focus(): void;
}

/** Makes a button. */
export function createButton(
  label: string,
  appearance: 'primary' | 'secondary',
  onClick: () => void,
): ButtonControl {
  const root = make('vscode-button', Button);
  root.appearance = appearance;
  root.textContent = label;
  root.addEventListener('click', onClick);
  return {
    root,
    update: ({ visible, enabled, label: newLabel }) => {
      root.hidden = !visible;
      root.disabled = !enabled;
      if (newLabel !== undefined && root.textContent !== newLabel) root.textContent = newLabel;
    },
    // The component enables its inner button in the frame after the change.
    focus: () => void requestAnimationFrame(() => root.focus()),
  };
}

/** A checkbox whose state the program may set too. */
export interface CheckboxControl {
  readonly root: HTMLElement;
  setChecked(checked: boolean): void;
}

/** Makes a checkbox; `onChange` hears of the user's changes only. */
export function createCheckbox(label: string, onChange: (checked: boolean) => void): CheckboxControl {
  const root = make('vscode-checkbox', Checkbox);
  root.textContent = label;
  let own = false;
  root.addEventListener('change', () => {
    if (!own) onChange(root.checked);
  });
  return {
    root,
    setChecked: (checked) => {
      own = true;
      root.checked = checked;
      own = false;
    },
  };
}

/** One entry of a dropdown. */
export interface DropdownEntry {
  readonly value: string;
  readonly label: string;
}

/** A dropdown whose entries change while it lives. */
export interface DropdownControl {
  readonly root: HTMLElement;
  update(entries: readonly DropdownEntry[], selected: string | null): void;
}

/** Makes a dropdown; `onChange` hears of the user's choices only. */
export function createDropdown(label: string, onChange: (value: string) => void): DropdownControl {
  const root = make('vscode-dropdown', Dropdown);
  root.setAttribute('aria-label', label);
  root.addEventListener('change', () => {
    onChange(root.value);
  });
  const options = new Map<string, HTMLElement>();
  let chosen: string | null = null;
  const choose = (): void => {
    // While the list is open the user's keys move its selection.
    if (chosen !== null && !root.open && root.value !== chosen) root.value = chosen;
  };
  // The component hears of new entries late, and then selects one by itself.
  root.shadowRoot?.addEventListener('slotchange', choose);
  return {
    root,
    update: (entries, selected) => {
      chosen = selected;
      const wanted = new Set(entries.map(({ value }) => value));
      for (const [value, option] of options) {
        if (wanted.has(value)) continue;
        option.remove();
        options.delete(value);
      }
      entries.forEach(({ value, label: text }, at) => {
        let option = options.get(value);
        if (option === undefined) {
          option = document.createElement('vscode-option');
          option.setAttribute('value', value);
          option.textContent = text;
          options.set(value, option);
        }
        // Only what is new moves: an open list does not jump.
        if (root.children[at] !== option) root.insertBefore(option, root.children[at] ?? null);
      });
      choose();
    },
  };
}

/** A turning ring for work of unknown length. The words beside it tell the same, so it is hidden from readers. */
export function createProgressRing(): HTMLElement {
  const root = document.createElement('vscode-progress-ring');
  root.setAttribute('aria-hidden', 'true');
  return root;
}

function make<Component extends HTMLElement>(tag: string, component: new () => Component): Component {
  const made = document.createElement(tag);
  if (!(made instanceof component)) throw new Error(`<${tag}> is not registered.`);
  return made;
}
