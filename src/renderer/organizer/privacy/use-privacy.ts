/** People's data as the organizer's page shows them: asked for anew whenever something was recorded. */
import { storeToRefs } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { OutdatedCopy } from '../../../shared/contract/backup.ts'
import type { BinaryFile } from '../../../shared/contract/procedure.ts'
import type { ErasurePreview, ErasureSubject, PrivacyStatus } from '../../../shared/contract/privacy.ts'
import type { RedactionReason } from '../../../shared/domain/privacy/redaction.ts'
import type { Retention } from '../../../shared/domain/privacy/retention.ts'
import { command } from '../../client.ts'
import { asBlob, saveFile } from '../../save-file.ts'
import { useCeremonyStore } from '../../stores/ceremony.ts'
import { useAction } from '../../use-action.ts'
import { useHost } from '../../use-host.ts'
import { useBackup } from '../backup/use-backup.ts'

/** How it stands now; null until the host has said it. */
export function usePrivacyStatus() {
  const { call } = useHost()
  const { status: backup } = useBackup()
  const { lastSeq } = storeToRefs(useCeremonyStore())
  const status = shallowRef<PrivacyStatus | null>(null)
  const look = async () => {
    const next = await call.privacy.status().catch(() => null)
    if (next) status.value = next
  }
  watch(lastSeq, look, { immediate: true })
  // a stick that was away and is back is no entry of the journal
  const lookAgainAt = () => (status.value?.outdatedCopies.length ? backup.value?.now : undefined)
  watch(lookAgainAt, (at) => at !== undefined && look())
  return { status, look }
}

/** Files to save: what a person is told, forms, protocols, the archive. */
export function usePrivacyFiles() {
  const { call } = useHost()
  const { isRunning, error, run } = useAction()
  const save = (make: () => Promise<{ file: BinaryFile; fileName: string }>) =>
    run(async () => {
      const { file, fileName } = await make()
      saveFile(await asBlob(file), fileName)
    })
  return { call, isRunning, error, save }
}

/** Deleting: first what it would do, then the act itself. */
export function useErasure() {
  const { call } = useHost()
  const { isRunning, error, run, clear } = useAction()
  const preview = shallowRef<ErasurePreview | null>(null)
  const outdated = shallowRef<readonly OutdatedCopy[]>([])
  const wasErased = ref(false)

  async function look(subject: ErasureSubject): Promise<void> {
    clear()
    preview.value = null
    wasErased.value = false
    outdated.value = []
    await run(async () => (preview.value = await call.privacy.preview({ subject })))
  }
  const erase = (subject: ErasureSubject, why: RedactionReason) =>
    run(async () => {
      const done = await command((commandId) => call.privacy.erase({ subject, why, commandId }))
      wasErased.value = true
      outdated.value = done.outdatedCopies
    })
  return { preview, outdated, wasErased, isRunning, error, look, erase }
}

/** Copies that were left at earlier places, and the word that one of them is destroyed. */
export function useEarlierCopies() {
  const { call } = useHost()
  const { isRunning, error, run } = useAction()
  const forgotten = shallowRef<ReadonlySet<string>>(new Set())
  const forget = (id: string) =>
    run(async () => {
      await call.backup.forgetEarlier({ id })
      forgotten.value = new Set([...forgotten.value, id])
    })
  return { isRunning, error, forgotten, forget }
}

/** Laying down how long something is kept. */
export function useRetention() {
  const { call } = useHost()
  const { isRunning, error, run } = useAction()
  const plan = (retention: Retention) =>
    run(() => command((commandId) => call.privacy.planRetention({ ...retention, commandId })))
  return { isRunning, error, plan }
}
