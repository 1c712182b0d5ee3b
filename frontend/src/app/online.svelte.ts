import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  addEventListener('online', update);
  addEventListener('offline', update);
  return () => {
    removeEventListener('online', update);
    removeEventListener('offline', update);
  };
});

export function isOnline(): boolean {
  subscribe();
  return navigator.onLine;
}
