namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>The states of a vocabulary that include one of some entries.</summary>
internal sealed class StateSet(Vocabulary vocabulary, IEnumerable<int> entries)
{
    private readonly ulong[] _states = vocabulary.StatesOf(entries);

    public bool Has(int state) => (_states[state / 64] >> (state % 64) & 1) != 0;
}
