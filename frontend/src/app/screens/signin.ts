/** Signing in is not on the way to a check-in: fetched only when it is needed. */
export default () => import('./SignInScreen.svelte');
