import { openHouse } from '@throughcare/gateway/one-process'
import { readPolicy } from '@throughcare/kit/policy'
import { cloneDatabase } from '../support/database.ts'
import { navigator } from '../support/personas.ts'
import { quiet } from '../support/room.ts'

const query = '{ reconnectSettings { option value } }'

test('in one process too the settings are those of the environment', async () => {
  const { url, drop } = await cloneDatabase()
  const house = openHouse({ url, policy: readPolicy(), log: quiet, environment: { RECONNECT_FIRST_CONTACT_DAYS: '1' } })

  const answer = await house.rooms.reconnect?.answer({ query, requestId: 'test' }, navigator)
  await house.close()
  await drop()

  expect(answer?.data?.reconnectSettings).toContainEqual({ option: 'RECONNECT_FIRST_CONTACT_DAYS', value: '1' })
  expect(answer?.data?.reconnectSettings).toContainEqual({ option: 'RECONNECT_GP_REGISTRATION_DAYS', value: '28' })
})

test('and a wrong one opens no house', () => {
  const setting = { url: 'postgres://nowhere', policy: readPolicy(), log: quiet, environment: { RECONNECT_FIRST_CONTACT_DAYS: 'soon' } }

  expect(() => openHouse(setting)).toThrow('RECONNECT_FIRST_CONTACT_DAYS: must be a whole number of days')
})
