import { Place } from '../../../nodes/ChemInventory/operations/container/create/place';

const settled = async () => await new Promise<void>((resolve) => setTimeout(resolve, 1));

describe('a place that calls add containers to', () => {
	it('is looked at when all that are under way have been answered', async () => {
		const place = new Place(7, 'Shelf');
		const [one, other] = [{}, {}];
		const said: string[] = [];
		await place.enter(one);
		await place.enter(other);
		const look = place.look(async () => void said.push('looked'));
		for (const call of [one, other]) {
			await settled();
			expect(said).toEqual([]);
			place.leave(call);
		}
		await look;
		expect(said).toEqual(['looked']);
	});

	it('lets nobody in while it is looked at, not even while that waits', async () => {
		const place = new Place(7, 'Shelf');
		const [one, late] = [{}, {}];
		const said: string[] = [];
		await place.enter(one);
		const look = place.look(async () => {
			said.push('looks');
			await settled();
			said.push('looked');
		});
		const entered = place.enter(late).then(() => said.push('entered'));
		await settled();
		expect(said).toEqual([]);
		place.leave(one);
		await Promise.all([look, entered]);
		expect(said).toEqual(['looks', 'looked', 'entered']);
	});

	it('lets others in after a look that went wrong', async () => {
		const place = new Place(7, 'Shelf');
		await expect(place.look(async () => await Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
		await place.enter({});
	});
});
