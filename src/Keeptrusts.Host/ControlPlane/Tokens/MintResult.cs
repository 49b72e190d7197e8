namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What became of a token that was to be added.</summary>
internal enum MintResult
{
    Added,

    /// <summary>Its team has an unrevoked one of that name and type.</summary>
    NameTaken,

    /// <summary>Its owner was shut out meanwhile.</summary>
    OwnerGone,

    /// <summary>Its owner holds as many as the template allows.</summary>
    TooMany,

    /// <summary>Its approval was taken already.</summary>
    Taken,
}
