/** Having a document made, and then saving or printing it. */
import { ref } from 'vue'
import type { DocumentKind } from '../../../shared/contract/documents.ts'
import { specimenName } from '../../../shared/domain/evening/rehearsal.ts'
import type { Host } from '../../client.ts'
import { printPdf } from '../../print.ts'
import { asBlob, saveFile } from '../../save-file.ts'
import { useRehearsalStore } from '../../stores/rehearsal.ts'
import { useAction } from '../../use-action.ts'

export function useDocuments({ call }: Host) {
  const busyWith = ref<DocumentKind | 'archive' | 'source' | null>(null)
  const { error, run, callOff } = useAction()
  const rehearsal = useRehearsalStore()

  async function doing(
    what: DocumentKind | 'archive' | 'source',
    act: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    busyWith.value = what
    await run(act)
    busyWith.value = null
  }

  /** `document` is for what was concluded before: 0 the agreement, then the accessions. */
  const save = (kind: DocumentKind, copies: number, document?: number) =>
    doing(kind, async (signal) => {
      const { file, fileName } = await call.documents.make({ kind, copies, document }, { signal })
      signal.throwIfAborted()
      saveFile(await asBlob(file), fileName)
    })

  function print(kind: DocumentKind, copies: number): Promise<void> {
    const pressed = document.activeElement
    return doing(kind, async (signal) => {
      const { file, fileName } = await call.documents.make({ kind, copies }, { signal })
      signal.throwIfAborted()
      await printPdf(await asBlob(file), { fileName, pressed })
    })
  }

  const saveArchive = () =>
    doing('archive', async (signal) => {
      const { file, fileName } = await call.documents.archive(undefined, { signal })
      signal.throwIfAborted()
      saveFile(await asBlob(file), fileName)
    })

  const saveSource = (fileName: string) =>
    doing('source', async () => {
      const source = await asBlob(await call.agreement.source())
      saveFile(source, rehearsal.id === null ? fileName : specimenName(fileName))
    })

  return { busyWith, error, callOff, save, print, saveArchive, saveSource }
}
