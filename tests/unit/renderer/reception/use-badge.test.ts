import { createPinia, setActivePinia } from 'pinia'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { useBadge } from '../../../../src/renderer/reception/use-badge.ts'
import type { BadgeParts, BadgeWanted } from '../../../../src/renderer/reception/use-badge.ts'
import type { ConnectionStatus } from '../../../../src/renderer/connection/connection.ts'
import { attendeeId } from './door.ts'

beforeEach(() => {
  setActivePinia(createPinia())
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

/** A desk at whose host every badge shows how often one was made. */
function desk() {
  const status = ref<ConnectionStatus>('connected')
  const wanted = shallowRef<BadgeWanted | null>({ id: attendeeId('adam'), words: 'Adam' })
  const orders: unknown[] = []
  const noted: unknown[] = []
  const discarded: unknown[] = []
  const printed: string[] = []
  const printing = {
    badge: async (order: { attendeeId: string }) => {
      orders.push(order)
      const print = { attendeeId: order.attendeeId, shown: String(orders.length) }
      return {
        file: new Blob([print.shown]),
        fileName: '',
        print,
        earlier: 'none',
        isPrintable: true,
        voidNames: discarded.length === 0 ? ['Eva Fort'] : [],
      }
    },
    noteBadge: async ({ print }: { print: unknown }) => void noted.push(print),
    discardBadgesBehind: async ({ attendeeId: id }: { attendeeId: string }) => void discarded.push(id),
  }
  // of all that a host can do only these are asked for
  const host = { call: { printing }, status } as unknown as BadgeParts['host']
  const print = async (pdf: Blob) => void printed.push(await pdf.text())
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const badge = scope.run(() => useBadge({ host, wanted: () => wanted.value, print }))!
  return { status, wanted, orders, noted, discarded, printed, badge }
}

const isMade = (badge: ReturnType<typeof useBadge>) => expect.poll(() => badge.made.value !== null).toBe(true)

it('is made at once, and anew when something on it changes', async () => {
  const { badge, wanted, orders } = desk()
  await isMade(badge)
  wanted.value = { id: attendeeId('adam'), words: 'Adam, Landrat' }
  await expect.poll(() => badge.made.value?.print.shown).toBe('2')
  expect(orders).toHaveLength(2)
})

it('waits for the host, and is made once that is back', async () => {
  const { badge, status, orders } = desk()
  await isMade(badge)
  status.value = 'lost'
  await nextTick()
  expect(badge.made.value).toBeNull()
  await badge.send()
  expect(badge.isPrinted.value).toBe(false)
  status.value = 'connected'
  await isMade(badge)
  expect(orders).toHaveLength(2)
})

it('is noted as it came out of the printer, whatever has been changed since', async () => {
  const { badge, wanted, noted, printed } = desk()
  await isMade(badge)
  await badge.send()
  wanted.value = { id: attendeeId('adam'), words: 'Adam, Landrat' }
  await nextTick()
  await isMade(badge)
  await badge.note()
  expect(printed).toEqual(['1'])
  expect(noted).toEqual([{ attendeeId: 'adam', shown: '1' }])
})

it('leaves the next place of the sheet to the next badge, and asks nothing about the one before', async () => {
  const { badge, wanted, orders } = desk()
  await isMade(badge)
  await badge.send()
  await badge.note()
  wanted.value = { id: attendeeId('berg'), words: 'Berg' }
  await nextTick()
  await isMade(badge)
  expect(orders.at(-1)).toMatchObject({ attendeeId: 'berg', startAt: 2 })
  expect(badge.isPrinted.value).toBe(false)
})

it('says of a void badge that it is thrown away, once and for this guest alone', async () => {
  const { badge, wanted, discarded } = desk()
  await isMade(badge)
  await badge.discard()
  expect(discarded).toEqual(['adam'])
  expect(badge.made.value?.voidNames).toEqual([])
  expect(badge.discarded.value).toEqual(['Eva Fort'])
  wanted.value = { id: attendeeId('berg'), words: 'Berg' }
  await nextTick()
  expect(badge.discarded.value).toEqual([])
})
