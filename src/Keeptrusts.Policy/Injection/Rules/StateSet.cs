namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>The states of a vocabulary that include one of some entries.</summary>
internal sealed class StateSet
{
    private readonly bool[] _states;

    public StateSet(Vocabulary vocabulary, IReadOnlyCollection<int> entries)
    {
        _states = new bool[vocabulary.States];
        for (var state = 0; state < _states.Length; state++)
        {
            _states[state] = vocabulary.Entries(state).ContainsAny([.. entries]);
        }
    }

    public bool Has(int state) => _states[state];
}
