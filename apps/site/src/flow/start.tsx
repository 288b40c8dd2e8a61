import { mountIsland } from '../ui/mount-island.tsx'
import { BookingFlow } from './booking-flow.tsx'

mountIsland('booking-flow', BookingFlow)
