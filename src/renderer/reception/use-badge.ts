/** One guest's badge at the desk: made as soon as it is asked for, anew when something on it changes, noted once it is in the hand. */
import { computed, shallowRef, watch } from 'vue'
import type { GuestBadgeOrder } from '../../shared/contract/printing.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { command } from '../client.ts'
import type { Calls, Host } from '../client.ts'
import { asMappeError } from '../connection/error.ts'
import { nextPlace, startOn, useBadgePaper } from '../printing/badge-printer.ts'
import { bounded, usePrinterOffset } from '../printing/printer-offset.ts'
import { asBlob } from '../save-file.ts'
import type { Printing } from '../print.ts'
import { useAction } from '../use-action.ts'

type Made = Awaited<ReturnType<Calls['printing']['badge']>>
export type BadgeWanted = {
  id: AttendeeId
  /** What stands on the badge: another text, another badge. */
  words: string
}

export type BadgeParts = {
  host: Pick<Host, 'call' | 'status'>
  /** Null while nobody's badge is wanted, or while the host has not been told of the guest. */
  wanted: () => BadgeWanted | null
  print: (pdf: Blob, printing: Printing) => Promise<void>
}

export function useBadge({ host: { call, status }, wanted, print }: BadgeParts) {
  const paper = useBadgePaper()
  const offset = usePrinterOffset()
  const made = shallowRef<Made | null>(null)
  const { isRunning: isBusy, error, run } = useAction()
  /** Handed to the printer; nobody has said yet how it came out. */
  const sent = shallowRef<Made['print'] | null>(null)

  const order = computed((): GuestBadgeOrder | null => {
    const guest = status.value === 'connected' ? wanted() : null
    const { format } = paper
    return guest && { attendeeId: guest.id, format, startAt: startOn(paper), offset: bounded(offset.value) }
  })
  const asked = computed(() => order.value && JSON.stringify([order.value, wanted()?.words]))

  watch(asked, make, { immediate: true })
  watch(
    () => wanted()?.id,
    () => {
      sent.value = null
      discarded.value = []
      error.value = null
    },
  )

  async function make(key: string | null): Promise<void> {
    made.value = null
    if (key === null || order.value === null) return
    error.value = null
    try {
      const badge = await call.printing.badge(order.value)
      // what was asked for meanwhile counts
      if (asked.value === key) made.value = badge
    } catch (fault) {
      if (asked.value === key) error.value = asMappeError(fault)
    }
  }

  const send = () =>
    run(async () => {
      const badge = made.value
      if (!badge) return
      await print(await asBlob(badge.file), { fileName: badge.fileName })
      sent.value = badge.print
    })

  /** The next badge goes onto the next place of the sheet. Whether the host has been told. */
  const note = () =>
    run(async () => {
      const badge = sent.value
      if (!badge) return
      await command((commandId) => call.printing.noteBadge({ print: badge, commandId }))
      paper.startAt = nextPlace(paper)
    })

  /** Whose badges have just been thrown away because of this one. */
  const discarded = shallowRef<readonly string[]>([])
  const discard = () =>
    run(async () => {
      const badge = made.value
      if (!badge) return
      const { attendeeId } = badge.print
      await command((commandId) => call.printing.discardBadgesBehind({ attendeeId, commandId }))
      discarded.value = badge.voidNames
      if (made.value === badge) made.value = { ...badge, voidNames: [] }
    })

  const retry = () => void (sent.value = null)
  const isPrinted = computed(() => sent.value !== null)
  return { paper, offset, made, error, isBusy, isPrinted, discarded, send, note, discard, retry }
}
