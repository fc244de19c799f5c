/** The backup as the organizer's pages show it: asked for again and again, its age counted on in between. */
import { computed, inject, onScopeDispose, provide, ref, shallowRef } from 'vue'
import type { InjectionKey } from 'vue'
import type { BackupStatus } from '../../../shared/contract/backup.ts'
import type { Host } from '../../client.ts'
import { command } from '../../client.ts'
import { useAction } from '../../use-action.ts'
import { wordOn } from './backup.ts'

const LOOK_AGAIN_MS = 2_000
const TICK_MS = 1_000

export type BackupOnPage = ReturnType<typeof followBackup>
const BACKUP: InjectionKey<BackupOnPage> = Symbol('backup')

/** One for the whole console; call it in its setup. */
export function provideBackup(host: Host): BackupOnPage {
  const backup = followBackup(host)
  provide(BACKUP, backup)
  return backup
}

/** The backup that the console around this component follows. */
export function useBackup(): BackupOnPage {
  const backup = inject(BACKUP)
  if (!backup) throw new Error('No console around this component follows a backup')
  return backup
}

function followBackup({ call }: Host) {
  const status = shallowRef<BackupStatus | null>(null)
  const heardAt = ref(0)
  const now = ref(performance.now())
  const { isRunning, error, run, clear } = useAction()

  function show(next: BackupStatus): void {
    status.value = next
    heardAt.value = now.value = performance.now()
  }

  async function look(): Promise<void> {
    if (isRunning.value) return
    const next = await call.backup.status().catch(() => null)
    if (next) show(next)
  }

  const choose = (place: string) => run(async () => show(await call.backup.choose({ place })))
  const callOff = () => run(async () => show(await call.backup.callOff()))
  const stop = () => run(async () => show(await call.backup.stop()))
  const goOnHere = (reason: string) =>
    run(async () => show(await command((commandId) => call.backup.goOnHere({ reason, commandId }))))

  void look()
  const looking = window.setInterval(() => void look(), LOOK_AGAIN_MS)
  const ticking = window.setInterval(() => (now.value = performance.now()), TICK_MS)
  onScopeDispose(() => {
    clearInterval(looking)
    clearInterval(ticking)
  })
  const word = computed(() => status.value && wordOn(status.value, now.value - heardAt.value))
  return { status, word, isRunning, error, clear, choose, callOff, stop, goOnHere }
}
