/** How far long work on the host is, of each kind, as this page is told. */
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import type { WorkKind } from '../../shared/contract/live.ts'
import { SHARED_WORK, type SharedWork } from '../../shared/shared-work.ts'
import type { Host } from '../client.ts'
import { followFeed } from './follow-feed.ts'

type Told = { kind: WorkKind; done: number | null }

export const useWorkStore = defineStore('work', () => {
  const shares = reactive<Partial<Record<WorkKind, number>>>({})
  /** Before new work of this kind: what was told of the last one is over. Of shared work the host itself says so. */
  const forget = (kind: WorkKind) => void (isShared(kind) || delete shares[kind])
  /** Shared work, whoever began it. */
  const isUnderWay = (kind: SharedWork): boolean => shares[kind] !== undefined

  /** Shared work that was begun on this page; whoever began it clears up after it. */
  const own = new Set<SharedWork>()

  /** Follows until the returned function is called. */
  const follow = (host: Host): (() => void) =>
    followFeed<Told>(host, {
      open: (_since, signal) => {
        // what ended while nobody listened is not told any more
        for (const kind of SHARED_WORK) delete shares[kind]
        return host.call.live.work(undefined, { signal })
      },
      take({ kind, done }) {
        if (done === null) delete shares[kind]
        else shares[kind] = done
      },
      forget: () => {},
    })

  return { shares, own, isUnderWay, follow, forget }
})

const isShared = (kind: WorkKind): kind is SharedWork => SHARED_WORK.some((shared) => shared === kind)
