import { createContext } from 'svelte';
import type { DeviceKind } from '../api/types';
import type { Apart } from './apart.svelte';
import type { Newsroom } from './news';
import type { Outbox } from './outbox.svelte';
import type { Store } from './store';

/** Who is using this device, and where their things lie. One per signed-in account. */
export interface Here {
  account: string;
  kind: DeviceKind;
  store: Store;
  outbox: Outbox;
  apart: Apart;
  news: Newsroom;
}

export const [getHere, setHere] = createContext<Here>();
