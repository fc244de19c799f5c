/** Having papers made for the printer or to keep, noting what came out of it, and taking tables out. */
import { ref, shallowRef } from 'vue'
import type { ExportFormat, ExportWhat, PrintOrder } from '../../../shared/contract/printing.ts'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import type { PaperKind, Print } from '../../../shared/domain/paper/paper.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { printPdf } from '../../print.ts'
import { asBlob, saveFile } from '../../save-file.ts'
import { useAction } from '../../use-action.ts'

export type Then = 'print' | 'save'
export type Printed = { kind: PaperKind; prints: Print[] }

export function usePrinting({ call }: Host) {
  /** What is being made, by a name of the caller's choice. */
  const busyWith = ref<string | null>(null)
  /** Handed to a printer or saved, and nobody has said yet how it came out. */
  const pending = shallowRef<Printed | null>(null)
  /** Guests of the last paper whose words have letters that it cannot show. */
  const unprintable = shallowRef<readonly string[]>([])
  const { error, run, callOff } = useAction()

  async function doing(what: string, act: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    busyWith.value = what
    const isDone = await run(act)
    busyWith.value = null
    return isDone
  }

  function make(order: PrintOrder, then: Then): Promise<boolean> {
    const pressed = document.activeElement
    return doing(order.what, async (signal) => {
      const { file, fileName, printed, ...made } = await call.printing.print(order, { signal })
      signal.throwIfAborted()
      unprintable.value = made.unprintable
      const pdf = await asBlob(file)
      if (then === 'save') saveFile(pdf, fileName)
      else await printPdf(pdf, { fileName, pressed })
      if (printed) pending.value = printed
    })
  }

  async function note(): Promise<void> {
    const printed = pending.value
    if (!printed) return
    const isNoted = await doing('note', () =>
      command((commandId) => call.printing.notePrinted({ ...printed, commandId })),
    )
    if (isNoted) pending.value = null
  }

  const discard = (kind: PaperKind, attendeeIds: AttendeeId[]) =>
    doing('discard', () =>
      command((commandId) => call.printing.discardPrint({ kind, attendeeIds, commandId })),
    )

  const takeOut = (what: ExportWhat, format: ExportFormat) =>
    doing(`${what}.${format}`, async () => {
      const { file, fileName } = await call.printing.export({ what, format })
      saveFile(await asBlob(file), fileName)
    })

  const dismiss = () => void (pending.value = null)
  return { busyWith, pending, unprintable, error, callOff, make, note, dismiss, discard, takeOut }
}
