import { describe, expect, it } from 'vitest'
import { errorSentence } from '../../../../src/server/commands/sentences.ts'
import { lockedError, questionFor } from '../../../../src/server/commands/ways-to-open.ts'

describe('a protected folder at the terminal', () => {
  it('asks for the passphrase where one is set, and says what else opens it', () => {
    expect(questionFor(['passphrase', 'recovery-key'])).toEqual({
      by: 'passphrase',
      question: 'Dieser Ordner ist verschlüsselt. Es geht auch mit --recovery-key-file.\nPassphrase: ',
    })
  })

  it('asks for the recovery key where no passphrase is set', () => {
    expect(questionFor(['recovery-key', 'key-file'])).toMatchObject({ by: 'recovery-key' })
    expect(questionFor(['recovery-key'])?.question).toContain('eine Passphrase ist nicht gesetzt')
  })

  it('asks for nothing where only a file opens it', () => {
    expect(questionFor(['key-file'])).toBeNull()
  })
})

describe('a protected folder where nobody can be asked', () => {
  it('names the options that open it, and no other', () => {
    const sentence = errorSentence(lockedError(['recovery-key', 'key-file']))
    expect(sentence).toContain('--recovery-key-file oder --key-file')
    expect(sentence).not.toContain('--passphrase-file')
  })

  it('names them all where it cannot be told', () => {
    expect(errorSentence(lockedError([]))).toMatch(/--passphrase-file.*--key-file.*--recovery-key-file/)
  })
})
