/** Having made what goes out to the guests, and saving it: invitations, confirmations, the calendar entry. */
import { shallowRef } from 'vue'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import type { Registration } from '../../../shared/domain/door/registration.ts'
import type { BinaryFile } from '../../../shared/contract/procedure.ts'
import { asBlob, saveFile } from '../../save-file.ts'
import { useAction } from '../../use-action.ts'
import { useHost } from '../../use-host.ts'

export function useInvitations() {
  const { call } = useHost()
  const { isRunning, error, run, callOff } = useAction()

  /** Guests of the last letters whose words have letters that paper cannot show; an e-mail can show all. */
  const unprintable = shallowRef<readonly string[]>([])

  type Made = { file: BinaryFile; fileName: string; unprintable?: string[] }

  const save = (make: (options: { signal: AbortSignal }) => Promise<Made>) =>
    run(async (signal) => {
      const { file, fileName, ...made } = await make({ signal })
      signal.throwIfAborted()
      unprintable.value = made.unprintable ?? []
      saveFile(await asBlob(file), fileName)
    })

  return {
    isRunning,
    error,
    unprintable,
    callOff,
    /** The letter of one guest, or of all who are expected. */
    saveInvitations: (attendeeId: AttendeeId | null) =>
      save((options) => call.documents.invitations({ attendeeId }, options)),
    /** The draft of an e-mail about a guest's answer. */
    saveConfirmation: (attendeeId: AttendeeId) => save(() => call.documents.confirmation({ attendeeId })),
    /** The drafts for all with this answer whose address is known. */
    saveConfirmations: (answer: Registration['answer']) =>
      save((options) => call.documents.confirmations({ answer }, options)),
    saveCalendarEntry: () => save(() => call.documents.calendarEntry()),
  }
}
