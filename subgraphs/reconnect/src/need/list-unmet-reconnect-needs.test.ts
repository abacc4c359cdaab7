import { needsOfReconnect } from '@throughcare/test/support/reconnect'
import { listsUnmetNeeds } from '@throughcare/test/support/unmet-needs'

describe('unmetReconnectNeeds', () => listsUnmetNeeds(needsOfReconnect))
