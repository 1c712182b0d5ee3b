import { mount } from 'svelte';
import '../shared/ui/tokens.css';
import '../shared/ui/base.css';
import App from './App.svelte';
import { session } from './session.svelte';
import { update } from './update.svelte';

void session.start();
mount(App, { target: document.getElementById('app')! });
// After the first screen: installing fetches every file, and must not compete with what the person waits for.
addEventListener('load', () => void update.register());
