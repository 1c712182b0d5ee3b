import { tick } from 'svelte';

/** The button that had the focus is gone: once the screen stands, the first of these has it. */
export async function focusFirst(inside: ParentNode | undefined, what: string): Promise<void> {
  await tick();
  inside?.querySelector<HTMLElement>(what)?.focus();
}
