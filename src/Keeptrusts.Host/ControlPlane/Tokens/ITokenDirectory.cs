using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>The tokens as the running planes see them; a change here acts on the next request.</summary>
internal interface ITokenDirectory
{
    /// <summary>All tokens with their last use, in no order.</summary>
    IReadOnlyList<Token> All { get; }

    /// <summary>Adds a token, or replaces the one of the same id.</summary>
    void Put(Token token);
}
