import { spawnSync } from 'node:child_process'
import { describeFault } from './log.ts'

const canary = 'secret-9990000018'

test('a log line holds the fields that may be logged, and nothing of a person', () => {
  const program = `
    import { openLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
    const log = openLog('attic')
    log.info({ requestId: 'r-1', person: '${canary}', err: new Error('${canary}'), input: { name: '${canary}' } }, 'asked')
    log.child({ room: 'cellar' }).error({ reason: 'TypeError', variables: '${canary}' }, 'failed')`
  const { stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], { encoding: 'utf8' })
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

  expect(lines).toMatchObject([
    { room: 'attic', requestId: 'r-1', msg: 'asked' },
    { room: 'cellar', reason: 'TypeError', msg: 'failed' }
  ])
  expect(stderr).not.toContain(canary)
})

test('a fault is described by its kind, its code and its place, never by its message', () => {
  const fault = Object.assign(new TypeError(`no such name: ${canary}`), { code: '22P02' })

  expect(describeFault(fault)).toMatch(/^TypeError 22P02 /)
  expect(describeFault(fault)).not.toContain(canary)
  expect(describeFault(canary)).toBe('unknown fault')
})
