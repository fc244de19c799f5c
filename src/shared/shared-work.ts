/** Long work that concerns every organizer: they are told that it is under way whenever they begin to follow, and when it is over. */
export const SHARED_WORK = ['sealing', 'restoring', 'protecting'] as const
export type SharedWork = (typeof SHARED_WORK)[number]
