import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./token.ts', import.meta.url))
const run = (...given: string[]) => spawnSync('node', [program, ...given], { encoding: 'utf8' })

describe('npm run token', () => {
  test('says what it takes, and how it went by its exit code', () => {
    const { status, stdout, stderr } = run('--help')

    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/<role>.*ld-practitioner/s)
  })

  test.each([['--port', '1'], ['--data-dir']])('tells of an option that is none in one sentence: %s', (...given) => {
    const { status, stdout, stderr } = run(...given)

    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe('One of the options is not known, or lacks its value. --help says which there are.\n')
  })
})
