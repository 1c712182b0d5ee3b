import type { Aftercare } from '../../../shared/api/types';

/** One thing that this house has today, and where it is: a place of the app, or something done at once. */
export type There = { offer: Aftercare['offer'] } & ({ href: string; act?: never } | { act: () => void; href?: never });
