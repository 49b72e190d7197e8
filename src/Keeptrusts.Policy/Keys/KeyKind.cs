namespace Keeptrusts.Policy.Keys;

/// <summary>The two kinds of Keeptrusts keys.</summary>
public enum KeyKind
{
    /// <summary><c>kt_gk_</c>: gateway traffic.</summary>
    Gateway,

    /// <summary><c>kt_ak_</c>: control plane.</summary>
    Control,
}
