/**
 * The one error class of the program: a closed list of codes, data for the sentence the user reads,
 * and a message that is meant for the log alone.
 */

/** Each code with the HTTP-like status it travels under. The sentences for users live in the locales, keyed by code. */
export const ERROR_STATUS = {
  // who is asking
  NOT_PAIRED: 401,
  ROLE_NOT_ALLOWED: 403,
  STATION_REVOKED: 401,
  STATION_EXPIRED: 401,
  STATION_MOVED: 401,
  PAIRING_CODE_WRONG: 403,
  PAIRING_LOCKED: 429,
  PIN_WRONG: 403,
  PIN_LOCKED: 429,
  /** The organizer has locked this page. */
  SCREEN_LOCKED: 423,
  // what was asked
  INPUT_INVALID: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  NOT_ALLOWED_NOW: 409,
  /** An evening is being rehearsed on a copy. */
  NOT_IN_REHEARSAL: 409,
  // partners and guests
  PARTNER_HAS_SIGNED: 409,
  ATTENDEE_HAS_SIGNED: 409,
  CANNOT_SIGN: 409,
  NOT_CHECKED_IN: 409,
  // importing lists
  FILE_EMPTY: 422,
  FILE_NOT_A_TABLE: 422,
  FILE_TOO_LARGE: 413,
  COLUMNS_NOT_RECOGNISED: 422,
  // the agreement
  NOT_A_PDF: 422,
  PDF_BROKEN: 422,
  PDF_ENCRYPTED: 422,
  PDF_PASSWORD_WRONG: 422,
  PDF_SIGNED: 422,
  PDF_CERTIFIED: 422,
  PDF_XFA: 422,
  PDF_IS_SPECIMEN: 422,
  PDF_NO_PAGES: 422,
  PDF_TOO_LARGE: 413,
  AGREEMENT_MISSING: 409,
  AGREEMENT_FROZEN: 409,
  AGREEMENT_NOT_OPEN: 409,
  AGREEMENT_SEALED: 409,
  FIELDS_MISSING: 409,
  GLYPH_MISSING: 422,
  INK_TOO_LITTLE: 422,
  TASK_TAKEN: 409,
  SIGNATURES_OPEN: 409,
  SEAL_FAILED: 500,
  KEY_PASSWORD_WRONG: 422,
  KEY_UNREADABLE: 422,
  TIMESTAMP_UNREACHABLE: 502,
  TIME_LIMIT: 504,
  // the data folder
  FOLDER_IN_USE: 423,
  FOLDER_READ_ONLY: 403,
  FOLDER_NOT_EMPTY: 409,
  /** Protected, and nobody has given what opens it. */
  FOLDER_LOCKED: 423,
  /** What lies there is the copy of a rehearsal. */
  FOLDER_OF_REHEARSAL: 409,
  SECRET_WRONG: 403,
  /** Without it nothing sealed can be read. */
  DATA_KEY_MISSING: 500,
  FILE_CHANGED: 500,
  DISK_FULL: 507,
  DISK_FAULT: 500,
  JOURNAL_DAMAGED: 500,
  BLOB_MISSING: 500,
  BACKUP_REFUSED: 409,
  BACKUP_UNUSABLE: 422,
  /** Another computer goes on with this ceremony. */
  SUPERSEDED: 409,
  ARCHIVE_DAMAGED: 422,
  SCAN_UNREADABLE: 422,
  LOGO_UNREADABLE: 422,
  // the network
  PORT_IN_USE: 409,
  TIMED_OUT: 504,
  UNEXPECTED: 500,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** Values that fill the placeholders of the user's sentence: short, and never personal data the reader may not see. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>

export class MappeError extends Error {
  override readonly name = 'MappeError'
  readonly code: ErrorCode
  readonly data: ErrorData

  /** `message` goes to the log; the user's sentence is made from `code` and `data`. */
  constructor(code: ErrorCode, data: ErrorData = {}, message: string = code, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.data = data
  }
}

export const isMappeError = (error: unknown): error is MappeError => error instanceof MappeError
