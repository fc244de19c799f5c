/** Files for the wire. */

/** A file of any media type. */
export const blobOf = (bytes: Uint8Array, type: string): Blob => new Blob([new Uint8Array(bytes)], { type })

export const pdfBlob = (bytes: Uint8Array): Blob => blobOf(bytes, 'application/pdf')
export const calendarBlob = (bytes: Uint8Array): Blob => blobOf(bytes, 'text/calendar')
export const mailBlob = (bytes: Uint8Array): Blob => blobOf(bytes, 'message/rfc822')
export const zipBlob = (bytes: Uint8Array): Blob => blobOf(bytes, 'application/zip')
