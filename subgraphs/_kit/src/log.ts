import { pino, type Logger } from 'pino'

export type Log = Logger

/** Fields that may be logged. Everything else is dropped, so that a log line cannot hold personal data by accident. */
const loggable = new Set(['room', 'operation', 'requestId', 'code', 'count', 'milliseconds', 'port', 'path', 'method', 'status', 'feed', 'reason'])

/** A structured log on standard error that prints only the fields named above. */
export function openLog(room: string, level = 'info'): Log {
  return pino(
    {
      level,
      base: { room },
      formatters: { log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => loggable.has(name))) },
      serializers: { err: () => undefined }
    },
    pino.destination({ dest: 2, sync: true })
  )
}

/** What may be said of a fault in a log: the kind of error, its code and where it came from in our code; never its message, which may echo values. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  const code = (error as { code?: unknown }).code
  const frame = error.stack?.split('\n').find((line) => line.includes('throughcare') || line.includes('/subgraphs/') || line.includes('/gateway/'))
  return [error.name, typeof code === 'string' ? code : '', frame?.trim() ?? ''].filter(Boolean).join(' ')
}
