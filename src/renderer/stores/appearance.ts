/** How the house wants to be seen, on whatever surface this is. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Appearance } from '../../shared/domain/evening/appearance.ts'
import { keepLook, keptLook, paintAccent } from '../appearance/look.ts'
import type { Look } from '../appearance/look.ts'
import type { Host } from '../client.ts'
import { asBlob } from '../save-file.ts'

export const useAppearanceStore = defineStore('appearance', () => {
  const look = shallowRef<Look>(keptLook(localStorage))
  let wanted: Appearance | null = null
  paintAccent(look.value.accent, document.documentElement)

  function show(next: Look): void {
    look.value = next
    keepLook(next, localStorage)
    paintAccent(next.accent, document.documentElement)
  }

  async function take(host: Host, appearance: Appearance): Promise<void> {
    wanted = appearance
    const { house, accent, logo } = appearance
    const known = look.value.logo
    if (!logo || known?.sha256 === logo.sha256) return show({ house, accent, logo: logo && known })
    show({ house, accent, logo: null })
    const url = await pictureOf(host).catch(() => null)
    if (url !== null && wanted === appearance) show({ house, accent, logo: { ...logo, url } })
  }

  /** Follows until the returned function is called. What was learnt is public, and stays. */
  const follow = (host: Host): (() => void) =>
    host.follow(
      (since, signal) => host.call.live.appearance({ since }, { signal }),
      ({ appearance }) => void take(host, appearance),
    )

  return { look: computed(() => look.value), follow }
})

/** As a data address: it can be kept, and an image element shows it without running anything. */
async function pictureOf(host: Host): Promise<string> {
  const picture = await asBlob((await host.call.appearance.logo()).file)
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(new Error('the logo could not be read')))
    reader.readAsDataURL(picture)
  })
}
