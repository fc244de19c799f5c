/** Following a feed on behalf of a store: until stopped, and what it held is forgotten when this device is turned away. */
import { watch } from 'vue'
import type { Host } from '../client.ts'
import type { OpenFeed, TakeItem } from '../connection/follow.ts'

type Feed<Item> = { open: OpenFeed<Item>; take: TakeItem<Item>; forget: () => void }

/** Follows until the returned function is called. A revoked tablet keeps no names on its screen. */
export function followFeed<Item>(host: Host, { open, take, forget }: Feed<Item>): () => void {
  const stopFollowing = host.follow(open, take)
  const stopWatching = watch(host.status, (status) => {
    if (status === 'refused') stop()
  })

  function stop(): void {
    stopFollowing()
    stopWatching()
    forget()
  }
  return stop
}
