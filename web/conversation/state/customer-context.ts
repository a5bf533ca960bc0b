import { createContext } from 'svelte';

/** What the customer of the conversation on the screen is called. */
export const [customerOf, provideCustomer] = createContext<() => string>();
