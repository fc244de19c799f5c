/** An e-mail that a person still reads, changes and sends: an `.eml` file (RFC 5322, MIME) that opens as a draft. */
import MailComposer from 'nodemailer/lib/mail-composer'

export type MailDraft = {
  /** Null leaves the address to whoever sends it. */
  to: { name: string; address: string } | null
  subject: string
  text: string
  html: string
  /** PNG that the HTML shows as `cid:` and its id. */
  images: readonly { cid: string; fileName: string; bytes: Uint8Array }[]
  attachments: readonly { fileName: string; type: string; bytes: Uint8Array }[]
  /** ISO 8601, UTC. */
  madeAt: string
}

/** The file's bytes. Without a sender: the mail program puts in whoever sends it. */
export function mailDraft(draft: MailDraft): Promise<Buffer> {
  const { to, subject, text, html, images, attachments, madeAt } = draft
  return new MailComposer({
    ...(to && { to }),
    subject,
    text,
    html,
    date: new Date(madeAt),
    // known to Outlook and Thunderbird: opens the file for editing instead of as a received message
    headers: { 'X-Unsent': '1' },
    attachments: [
      ...images.map(({ cid, fileName, bytes }) => ({
        cid,
        filename: fileName,
        content: Buffer.from(bytes),
        contentType: 'image/png',
        contentDisposition: 'inline',
      })),
      ...attachments.map(({ fileName, type, bytes }) => ({
        filename: fileName,
        content: Buffer.from(bytes),
        contentType: type,
      })),
    ],
    // RFC 5322 § 2.1; a bare LF is left as it is otherwise
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
