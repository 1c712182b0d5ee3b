import { createContext } from 'svelte';
import type { Journal } from './journal.svelte';

export const [getJournal, setJournal] = createContext<Journal>();
