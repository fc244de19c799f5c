/** Protection of the data as the organizer's page shows it. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { ProtectionStatus } from '../../../shared/contract/protection.ts'
import type { Host } from '../../client.ts'
import { printPdf } from '../../print.ts'
import { asBlob, saveFile } from '../../save-file.ts'
import { useWorkStore } from '../../stores/work.ts'
import { useAction } from '../../use-action.ts'

const SHEET_NAME = 'wiederherstellungsschluessel.pdf'

export function useProtection({ call }: Host) {
  const { isRunning, error, run, clear } = useAction()
  const status = shallowRef<ProtectionStatus | null>(null)
  /** Shown once, and kept here only until it is confirmed. */
  const recoveryKey = ref<string | null>(null)

  void run(async () => void (status.value = await call.protection.status()))

  const work = useWorkStore()
  /** Being switched on, from whichever page. */
  const isUnderWay = computed(() => work.isUnderWay('protecting') || status.value?.isUnderWay === true)
  // who began it is answered, unless it fails; other pages, and this one after it was loaded again, have to ask
  watch(
    () => work.isUnderWay('protecting'),
    async (isOn) => {
      if (!isOn) status.value = await call.protection.status().catch(() => status.value)
    },
  )

  const propose = () =>
    run(async () => {
      recoveryKey.value = (await call.protection.proposeRecoveryKey()).recoveryKey
    })

  const giveUp = () => {
    recoveryKey.value = null
    clear()
  }

  /** The sheet of the key that is being shown. */
  async function sheet(): Promise<Blob> {
    const { file } = await call.protection.recoverySheet({ recoveryKey: recoveryKey.value ?? '' })
    return asBlob(file)
  }

  const take = (asked: () => Promise<ProtectionStatus>) =>
    run(async () => {
      status.value = await asked()
      recoveryKey.value = null
    })

  return {
    status,
    isUnderWay,
    recoveryKey,
    isRunning,
    error,
    propose,
    giveUp,
    print: () => {
      const pressed = document.activeElement
      return run(async () => printPdf(await sheet(), { fileName: SHEET_NAME, pressed }))
    },
    save: () => run(async () => saveFile(await sheet(), SHEET_NAME)),
    switchOn: (passphrase: string | null) =>
      take(() => call.protection.switchOn({ recoveryKey: recoveryKey.value ?? '', passphrase })),
    changePassphrase: (passphrase: string) => take(() => call.protection.changePassphrase({ passphrase })),
    renewRecoveryKey: () =>
      take(() => call.protection.renewRecoveryKey({ recoveryKey: recoveryKey.value ?? '' })),
  }
}
