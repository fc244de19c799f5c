/** A file that is handed out, with the name it is saved under. */
export type NamedFile = { bytes: Uint8Array; fileName: string }
