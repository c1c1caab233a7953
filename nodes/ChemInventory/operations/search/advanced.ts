import { filledFrom } from '../../../shared/dropdown';
import { connectChemInventory } from '../../service/api';
import { ruleForm } from './ruleForm';
import { allFilters, checkRules, datesIn } from './rules';
import { searchOperation } from './searchOperation';

export const getAdvancedFilters = filledFrom(connectChemInventory, async (api) => {
	const filters = await allFilters(api);
	return filters.map(({ id, label, type }) => ({ name: label, value: id, description: type ?? undefined }));
});

export const advanced = searchOperation({
	option: {
		name: 'Advanced Search',
		value: 'advanced',
		action: 'Search containers with rules',
		description: 'Find containers by several rules at once, such as an expiry date within a month',
	},
	form: { rules: ruleForm },
	async query(call, form) {
		const { group, asked } = await checkRules(call, form.rules);
		return { type: 'advanced', contents: group, asked };
	},
	remark({ hint }, found, { contents }) {
		if (found.length > 0 || typeof contents === 'string' || !('rules' in contents)) return;
		const dates = datesIn(contents);
		if (dates.length === 0) return;
		hint(
			`No container meets the rules. ChemInventory was asked for dates in the format of the token's user: ${dates.join(', ')}. Before you trust an empty result, search once for a date that you know exists.`,
		);
	},
});
