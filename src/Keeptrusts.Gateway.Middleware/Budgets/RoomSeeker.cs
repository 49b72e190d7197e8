namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>
/// What one call does before it is refused: it asks the authority, then has the other nodes asked, once for each budget, and only then takes no for
/// an answer. Others may take the room that was got for it, so it may ask several times, but not for ever.
/// </summary>
internal sealed class RoomSeeker(BudgetLedger ledger, BudgetLeases? leases)
{
    private const int MostAsked = 16;
    private int _asked;
    private List<BudgetAccount>? _recalled;
    private bool _isLast;

    /// <summary>Whether the authority did not answer.</summary>
    public bool Unanswered { get; private set; }

    /// <summary>Asks for room.</summary>
    /// <returns>Whether another try is worth it.</returns>
    public async ValueTask<bool> SeekAsync(IReadOnlyList<(BudgetAccount Account, long? Cap)> charged, int full, long nano)
    {
        if (leases is null || Unanswered || _asked >= MostAsked)
        {
            return false;
        }

        var wish = Wish(charged[full], nano);
        if (_asked++ == 0 || Left(wish) >= nano)
        {
            Unanswered = !await leases.AcquireAsync(charged.Where(each => each.Cap is not null).Select(each => Wish(each, nano))).ConfigureAwait(false);
            return !Unanswered;
        }

        if (_recalled?.Contains(wish.Account) == true)
        {
            // What came back may have been on its way elsewhere meanwhile, and what is known here may be older: the book says it, once more.
            return !_isLast && (_isLast = true) && await leases.AcquireAsync([wish]).ConfigureAwait(false);
        }

        (_recalled ??= []).Add(wish.Account);
        Unanswered = !await leases.RecallAsync(wish).ConfigureAwait(false);
        return !Unanswered;
    }

    private static LeaseWish Wish((BudgetAccount Account, long? Cap) charged, long nano) => new(charged.Account, charged.Cap, nano);

    private long Left(LeaseWish wish) => ledger.Left(wish.Account, wish.Cap ?? long.MaxValue);
}
