/** Where a desk keeps what it does: the evening and each rehearsal apart, so that nothing of one can ever be sent to the other. */
const EVENING = 'mappe.desk'

export const deskKeepOf = (rehearsal: string | null): string =>
  rehearsal === null ? EVENING : `${EVENING}.${rehearsal}`
