/** Having invitations and the calendar entry made, and saving them. */
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import type { BinaryFile } from '../../../shared/contract/procedure.ts'
import { asBlob, saveFile } from '../../save-file.ts'
import { useAction } from '../../use-action.ts'
import { useHost } from '../../use-host.ts'

export function useInvitations() {
  const { call } = useHost()
  const { isRunning, error, run } = useAction()

  const save = (make: () => Promise<{ file: BinaryFile; fileName: string }>) =>
    run(async () => {
      const { file, fileName } = await make()
      saveFile(await asBlob(file), fileName)
    })

  return {
    isRunning,
    error,
    /** The letter of one guest, or of all who are expected. */
    saveInvitations: (attendeeId: AttendeeId | null) =>
      save(() => call.documents.invitations({ attendeeId })),
    saveCalendarEntry: () => save(() => call.documents.calendarEntry()),
  }
}
