using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>Tells whose call an escalation is about: the key's owner's; of a key that belongs to no user, whoever made it, since they have seen it.</summary>
internal sealed class OwnCalls(IAuditStore audit, ITokenDirectory tokens, IPeople people)
{
    public async Task<bool> AreOfAsync(Principal caller, Escalation escalation, CancellationToken cancellationToken)
    {
        if (caller.Is(escalation.Owner))
        {
            return true;
        }

        // A machine's token is of nobody, and a key made for a user is that user's, whoever made it.
        if (caller.UserId is null || (escalation.Owner is { } owner && people.Find(owner) is not null))
        {
            return false;
        }

        var made = await audit.BeforeAsync(new() { Action = "token.create", ObjectId = escalation.KeyId, Limit = 1 }, long.MaxValue, cancellationToken);
        return made.Any(entry => entry.Actor == caller.Id || tokens.All.Any(token => token.Id == entry.Actor && token.Owner == caller.UserId));
    }
}
