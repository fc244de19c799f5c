/** Lets a surface follow how the house wants to be seen. */
import { onScopeDispose } from 'vue'
import type { Host } from '../client.ts'
import { useAppearanceStore } from '../stores/appearance.ts'

/** Call it in the setup of the page that provides the host. */
export const followHouse = (host: Host): void => onScopeDispose(useAppearanceStore().follow(host))
