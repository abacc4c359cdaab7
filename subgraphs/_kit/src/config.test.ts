import { z } from 'zod'
import { ConfigurationFault, readConfig } from './config.ts'

const shape = z.object({ PORT: z.coerce.number().int(), DATABASE_URL: z.url(), LOG_LEVEL: z.string().default('info') })

describe('settings', () => {
  test('are read once, with what stands where nothing is set', () => {
    expect(readConfig(shape, { PORT: '4000', DATABASE_URL: 'postgres://localhost/x', HOME: '/root' })).toEqual({
      PORT: 4000,
      DATABASE_URL: 'postgres://localhost/x',
      LOG_LEVEL: 'info'
    })
  })

  test('that are missing or wrong are all named at once, and none by its value', () => {
    const read = () => readConfig(shape, { PORT: 'secret-9990000018' })

    expect(read).toThrow(ConfigurationFault)
    expect(read).toThrow(/PORT: [\s\S]*DATABASE_URL: /)
    expect(read).not.toThrow(/9990000018/)
  })
})
