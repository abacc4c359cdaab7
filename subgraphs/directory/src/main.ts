import { runRoom } from '@throughcare/kit/run-room'
import { configureRoom, room } from './subgraph.ts'

await runRoom(room, process.env, configureRoom)
