/** How far long work on the host is, of each kind, as this page is told. */
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import type { WorkKind } from '../../shared/contract/live.ts'
import type { Host } from '../client.ts'
import { followFeed } from './follow-feed.ts'

type Told = { kind: WorkKind; done: number }

export const useWorkStore = defineStore('work', () => {
  const shares = reactive<Partial<Record<WorkKind, number>>>({})
  /** Before new work of this kind: what was told of the last one is over. */
  const forget = (kind: WorkKind) => void delete shares[kind]

  /** Follows until the returned function is called. */
  const follow = (host: Host): (() => void) =>
    followFeed<Told>(host, {
      open: (_since, signal) => host.call.live.work(undefined, { signal }),
      take: ({ kind, done }) => void (shares[kind] = done),
      forget: () => {},
    })

  return { shares, follow, forget }
})
