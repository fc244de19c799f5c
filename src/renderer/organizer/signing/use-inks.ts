/** The ink of given signatures, fetched once per signature. */
import { shallowReactive, watch } from 'vue'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import type { Ink } from '../../../shared/ink.ts'
import type { Host } from '../../client.ts'

export function useInks({ call }: Host, wanted: () => readonly Sha256[]) {
  const inks = shallowReactive(new Map<Sha256, Ink>())
  const asked = new Set<Sha256>()

  async function fetchInk(hash: Sha256): Promise<void> {
    asked.add(hash)
    try {
      inks.set(hash, await call.signing.ink({ ink: hash }))
    } catch {
      // Shown without its ink; asked for again with the next change.
      asked.delete(hash)
    }
  }

  watch(
    wanted,
    (hashes) => hashes.filter((hash) => !asked.has(hash)).forEach((hash) => void fetchInk(hash)),
    {
      immediate: true,
    },
  )
  return inks
}
