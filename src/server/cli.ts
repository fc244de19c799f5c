#!/usr/bin/env node
/** The command line over the same core: `mappe <command>`, each with `--json`. */
import type { CommandLine, Result } from './commands/command-line.ts'
import { UsageError } from './commands/command-line.ts'
import { codeOf, errorSentence } from './commands/sentences.ts'

const COMMANDS: Record<string, () => Promise<CommandLine>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  demo: async () => (await import('./commands/demo.ts')).demo,
  diagnose: async () => (await import('./commands/diagnose.ts')).diagnose,
  disclose: async () => (await import('./commands/disclose.ts')).disclose,
  erase: async () => (await import('./commands/erase.ts')).erase,
  export: async () => (await import('./commands/export.ts')).exportTable,
  import: async () => (await import('./commands/import.ts')).importList,
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  print: async () => (await import('./commands/print.ts')).print,
  protect: async () => (await import('./commands/protect.ts')).protect,
  restore: async () => (await import('./commands/restore.ts')).restore,
  stamp: async () => (await import('./commands/stamp.ts')).stamp,
  verify: async () => (await import('./commands/verify.ts')).verify,
}

const USAGE = `mappe – die Unterschriftenmappe auf der Kommandozeile

  mappe serve --data ORDNER [--port N] [--lan]     Programm im Browser bereitstellen
  mappe demo --out ORDNER                          eine ganze Veranstaltung mit Beispieldaten durchspielen
  mappe import --data ORDNER DATEI [--sheet BLATT] [--mend] [--dry-run]
                                                   Gästeliste (Excel, CSV, vCard) prüfen und übernehmen
  mappe export --data ORDNER --what guests|partners|arrivals|log --format csv|xlsx|json --out DATEI
                                                   Gäste, Partner, Ankünfte, Einlassprotokoll als Tabelle
  mappe print --data ORDNER --what attendance|badges|cards|seating|honour --out DATEI.pdf
                                                   Anwesenheitsliste, Namensschilder, Tischkarten, Sitzordnung, Ehrengäste
  mappe inspect DATEI.pdf [--password-file DATEI]  ein PDF vorab prüfen
  mappe stamp DATEI.pdf --signatures DATEI.json --out ZIEL.pdf [--password-file DATEI]
                                                   Unterschriften eintragen und siegeln
  mappe restore --from ORT --data ORDNER [--again]
                                                   von einer Sicherung (USB-Stick, Freigabe) hier weitermachen
  mappe diagnose --data ORDNER --out DATEI.zip     Zahlen und Protokoll des Programms für die Fehlersuche, ohne Personendaten
  mappe verify DATEI.pdf | ARCHIV.zip | ORDNER     Siegel, Archiv oder Journal prüfen
  mappe protect --data ORDNER --recovery-key-out DATEI [--passphrase-file DATEI] [--key-file DATEI]
                                                   den Datenordner verschlüsseln
  mappe disclose --data ORDNER --person NAME|ID --out DATEI.pdf|DATEI.json
                                                   Auskunft über alles, was zu einer Person gespeichert ist (Art. 15 DSGVO)
  mappe erase --data ORDNER --person NAME|ID | --kind contacts|inks|devices|arrivals|guests [--protocol DATEI.pdf] [--yes]
                                                   Daten einer Person (Art. 17 DSGVO) oder eine Art von Daten löschen
  mappe erase --data ORDNER --ceremony TITEL --archive DATEI.zip [--protocol DATEI.pdf] [--yes]
                                                   archivieren, dann die ganze Veranstaltung löschen

  Einen verschlüsselten Ordner öffnet --passphrase-file, --key-file oder --recovery-key-file DATEI;
  sonst fragt der Befehl am Terminal nach der Passphrase.

  --json gibt das Ergebnis als JSON aus. Rückgabewert: 0 gut, 1 das Geprüfte ist nicht in Ordnung, 2 falscher Aufruf.
`

async function main([name = '', ...args]: string[]): Promise<number> {
  if (['', 'help', '--help', '-h'].includes(name)) {
    process.stdout.write(USAGE)
    return name === '' ? 2 : 0
  }
  const load = COMMANDS[name]
  if (!load) return usageError(`Den Befehl „${name}“ gibt es nicht. „mappe help“ zeigt alle.`)
  const asJson = args.includes('--json')
  const rest = args.filter((arg) => arg !== '--json')
  try {
    return print(await (await load()).run(rest, { asJson }), asJson)
  } catch (error) {
    return report(error, asJson)
  }
}

function print(result: Result, asJson: boolean): number {
  if (asJson && result.json !== undefined) process.stdout.write(`${JSON.stringify(result.json)}\n`)
  if (!asJson && result.text) process.stdout.write(`${result.text}\n`)
  if (result.complaint) process.stderr.write(`${result.complaint}\n`)
  return result.isGood ? 0 : 1
}

function report(error: unknown, asJson: boolean): number {
  if (error instanceof UsageError) return usageError(error.message)
  const sentence = errorSentence(error)
  if (asJson)
    process.stdout.write(`${JSON.stringify({ ok: false, code: codeOf(error), message: sentence })}\n`)
  process.stderr.write(`${sentence}\n`)
  // what opens it belongs into the call
  return codeOf(error) === 'FOLDER_LOCKED' ? 2 : 1
}

function usageError(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 2
}

process.exitCode = await main(process.argv.slice(2))
