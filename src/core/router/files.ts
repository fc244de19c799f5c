/** Files for the wire. */

export const blobOf = (bytes: Uint8Array, type: string): Blob => new Blob([new Uint8Array(bytes)], { type })

export const pdfBlob = (bytes: Uint8Array): Blob => blobOf(bytes, 'application/pdf')
export const zipBlob = (bytes: Uint8Array): Blob => blobOf(bytes, 'application/zip')
